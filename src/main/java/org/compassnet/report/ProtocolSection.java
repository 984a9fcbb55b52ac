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
    rows.add(List.of("Networks begun after the file was frozen", begunAfter()));
    page.table(
        "protocol",
        "Protocol",
        "Settings, criteria, claims and tests were written down in a file before these networks"
            + " were made, and the program refuses a seed that was looked at while they were"
            + " chosen. "
            + (protocol.committed()
                ? "The file is the one that was committed."
                : "Nothing proves here that the file stood before the networks did."),
        List.of("What", "Value"),
        rows,
        List.of());
  }

  private String begunAfter() {
    int all = reproduction.networks().size();
    if (!protocol.committed()) {
      return "not known";
    }
    double frozenS = protocol.history().orElseThrow().committedS();
    long after =
        reproduction.networks().stream()
            .map(n -> new RunFolder(folder.resolve(Study.network(n.condition(), n.seed()))))
            .filter(run -> Provenance.startedS(run) >= frozenS)
            .count();
    return text("%d of %d", after, all);
  }
}
