package org.compassnet.report;

import static org.compassnet.files.Text.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.compassnet.config.Version;
import org.compassnet.study.Protocol;
import org.compassnet.study.Reproduction;
import org.compassnet.study.Study;
import org.compassnet.training.Provenance;
import org.compassnet.training.RunFolder;

/** What a study was to do and who could know what it would find, on its page. */
record ProtocolSection(Protocol protocol, Path folder, Reproduction reproduction) {

  void write(ReportPage page) {
    int networks = reproduction.networks().size();
    long after = begunAfter();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("File", protocol.file()));
    rows.add(List.of("SHA-256 of the file", protocol.sha256()));
    rows.add(List.of("Frozen in", protocol.commitInWords()));
    rows.add(
        List.of(
            "Report made by",
            text("CompassNet %s, commit %s", Version.number(), Version.commit())));
    rows.add(List.of("Seeds looked at before", protocol.explored().toString()));
    rows.add(List.of("Seeds of these networks", protocol.confirmation().toString()));
    rows.add(List.of("Claims stated", String.valueOf(protocol.claims().size())));
    rows.add(
        List.of("Networks begun after the file was frozen", text("%d of %d", after, networks)));
    page.table(
        "protocol",
        "Protocol",
        after == networks
            ? "Settings, criteria, claims and tests were written down and committed in a file"
                + " before these networks were begun, and the program refuses a seed that was"
                + " looked at while they were chosen."
            : "Settings, criteria, claims and tests are those of a file; nothing proves here that"
                + " it stood before the networks did.",
        List.of("What", "Value"),
        rows,
        List.of());
  }

  private long begunAfter() {
    if (!protocol.committed()) {
      return 0;
    }
    double frozenS = protocol.history().orElseThrow().committedS();
    return reproduction.networks().stream()
        .map(n -> new RunFolder(folder.resolve(Study.network(n.condition(), n.seed()))))
        .filter(run -> Provenance.startedS(run) >= frozenS)
        .count();
  }
}
