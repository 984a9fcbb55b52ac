package org.compassnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.compassnet.cells.CellAnalysis;
import org.compassnet.cells.CellRecording;
import org.compassnet.cells.NetworkCells;
import org.compassnet.config.RandomStreams;
import org.compassnet.config.UserError;
import org.compassnet.connectome.Connectome;
import org.compassnet.files.FolderLock;
import org.compassnet.report.ReproductionReport;
import org.compassnet.report.RunReport;
import org.compassnet.search.Cluster;
import org.compassnet.search.Clusters;
import org.compassnet.study.CellStudy;
import org.compassnet.study.Condition;
import org.compassnet.study.FlyStudy;
import org.compassnet.study.NetworkSummary;
import org.compassnet.study.Protocol;
import org.compassnet.study.ProtocolNote;
import org.compassnet.study.Reproduction;
import org.compassnet.study.SettingsStudy;
import org.compassnet.study.Study;
import org.compassnet.study.StudyFolder;
import org.compassnet.study.StudyProgress;
import org.compassnet.study.Trainings;
import org.compassnet.study.Verdict;
import org.compassnet.training.MemoryNeed;
import org.compassnet.trajectory.recording.Asked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers the paper's questions with many networks. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = "Train networks for each velocity condition and answer the paper's questions.",
    footer = {
      "  compassnet reproduce --quick",
      "  compassnet reproduce conf/study.yaml",
      "  compassnet reproduce --seeds 17 --out runs/answers --quiet",
      "  compassnet reproduce --recorded mouse.csv --connectome hemibrain"
    })
final class ReproduceCommand implements Callable<Integer> {

  private static final int SEEDS = 5;
  // What claims take that need no share of the networks: fewer could decide none of them.
  private static final int QUICK_SEEDS = 9;

  @Parameters(
      arity = "0..1",
      paramLabel = "PROTOCOL",
      description =
          "a study that was written down before: conditions, seeds and claims, such as"
              + " conf/study.yaml; without one, low.yaml, main.yaml and high.yaml")
  private Path protocolFile;

  @Option(
      names = "--quick",
      description = "nine seeds of smaller networks, shorter training: about ten minutes")
  private boolean quick;

  @Option(names = "--seeds", paramLabel = "N", description = "networks per condition; default: 5")
  private Integer seeds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "default: runs/reproduce, or runs/reproduce-quick")
  private Path out;

  @Option(
      names = "--recorded",
      paramLabel = "FILE",
      description =
          "a recorded animal as a fourth condition: time and head direction, or two points")
  private Path recorded;

  @Mixin private RecordingOptions reading;

  @Option(
      names = "--settings",
      description = "also vary single settings of the main condition, for the appendix")
  private boolean settings;

  @Option(
      names = "--connectome",
      paramLabel = "FILE",
      description =
          "also hold the networks beside a fly's wiring, for question 2: a table of synapse counts,"
              + " or 'hemibrain' for the one that is shipped")
  private Path connectome;

  @Mixin private CellStudyOptions cells;

  @Option(
      names = "--conf",
      paramLabel = "DIR",
      description =
          "where low.yaml, main.yaml and high.yaml are; default: conf, here or beside the launcher")
  private Path configurations;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "change a key in every condition; may be repeated")
  private List<String> sets = List.of();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "networks trained at a time; default: one per core, if memory has room")
  private Integer workers;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "train the networks on a Spark cluster; they are analysed here")
  private String master;

  @Mixin private Quiet quiet;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Protocol protocol = protocol();
    if (seeds != null && seeds < 1) {
      throw new UserError("--seeds " + seeds + ": at least 1 is wanted");
    }
    if (workers != null && workers < 1) {
      throw new UserError("--workers " + workers + ": at least 1 is wanted");
    }
    for (String set : sets) {
      if (set.matches("\\s*(name|training\\.threads)\\s*=.*")) {
        throw new UserError(
            "--set " + set + ": no effect on a reproduction, which sets it for each network");
      }
    }
    Path folder = out != null ? out : Path.of("runs", name(protocol));
    if (recorded == null) {
      reading.requireNone("--recorded");
    }
    Path fliesWiring = protocol == null ? connectome : protocol.connectome().orElse(null);
    Connectome wiring = fliesWiring == null ? null : Connectome.read(fliesWiring);
    CellRecording recording = cells.read();
    List<Condition> conditions = conditions(protocol);
    int count = protocol == null ? count() : protocol.confirmation().count();
    String asked = protocol == null ? "--seeds " + count : "seeds.confirmation";
    MemoryNeed.ofNetworks(asked, (double) count * conditions.size()).require();
    MemoryNeed need =
        MemoryNeed.largest(conditions.stream().map(c -> MemoryNeed.ofRun(c.config())).toList());
    need.require();
    if (recording != null) {
      spikes(recording, conditions, count).require();
    }
    if (workers != null && master == null) {
      int together = (int) Math.min(workers, (long) count * conditions.size());
      need.together("--workers " + workers, together).require();
    }
    List<Long> list = protocol == null ? Reproduction.seeds(count) : protocol.seeds();
    PrintWriter print = spec.commandLine().getOut();
    CellAnalysis animal = recording == null ? null : animal(recording, streams(conditions), print);
    conditions.forEach(condition -> RecordingOptions.say(condition.config(), Asked.OPTIONS, print));
    try (FolderLock lock = FolderLock.take(folder);
        StopSignal signal = new StopSignal();
        Cluster cluster = master == null ? null : Clusters.at(master)) {
      Protocol followed = follow(protocol, folder, print);
      Trainings trainings = cluster == null ? Trainings.LOCAL : cluster;
      int cores =
          cluster == null
              ? need.atATime(Runtime.getRuntime().availableProcessors())
              : cluster.slots();
      int atATime = workers != null ? workers : cores;
      Study study =
          new Study(
              conditions,
              list,
              folder,
              quiet.or(new ConsoleStudy(print), StudyProgress.NONE),
              signal::requested,
              RunReport::write,
              trainings);
      List<NetworkSummary> outcomes = study.run(atATime);
      if (outcomes.size() < conditions.size() * list.size()) {
        return stopped(folder, signal, print);
      }
      StudyFolder tables = new StudyFolder(folder);
      FlyStudy fly = wiring == null ? null : FlyStudy.of(conditions, outcomes, study, wiring);
      if (fly != null) {
        outcomes = fly.added(outcomes);
      }
      CellStudy beside =
          animal == null
              ? null
              : CellStudy.of(conditions, outcomes, study, animal, streams(conditions));
      if (beside != null) {
        outcomes = beside.added(outcomes);
      }
      Reproduction reproduction = Reproduction.of(conditions, outcomes);
      tables.writeNetworks(conditions, outcomes, "networks.csv");
      tables.writeVerdicts(reproduction);
      SettingsStudy appendix = null;
      if (settings) {
        appendix = vary(conditions, list, folder, atATime, trainings, signal, print);
        if (appendix == null) {
          return stopped(folder, signal, print);
        }
      }
      Path report =
          ReproductionReport.write(folder, reproduction, study, followed, appendix, fly, beside);
      for (Verdict verdict : reproduction.verdicts()) {
        print.printf(
            "%d. %s%n   %s%n",
            verdict.question().number(), verdict.question().text(), verdict.answer().words());
      }
      print.printf("decided     %s%n", reproduction.decided());
      print.printf("report      %s%n", report);
    }
    return 0;
  }

  /** Null without one. */
  private Protocol protocol() {
    if (protocolFile == null) {
      return null;
    }
    List<String> decided = new ArrayList<>();
    if (quick) {
      decided.add("--quick");
    }
    if (seeds != null) {
      decided.add("--seeds " + seeds);
    }
    if (recorded != null) {
      decided.add("--recorded " + recorded);
    }
    if (settings) {
      decided.add("--settings");
    }
    if (connectome != null) {
      decided.add("--connectome " + connectome);
    }
    if (configurations != null) {
      decided.add("--conf " + configurations);
    }
    if (cells.given()) {
      decided.add("--cells");
    }
    sets.forEach(set -> decided.add("--set " + set));
    if (!decided.isEmpty()) {
      throw new UserError(
          decided.get(0)
              + ": not with a protocol, which decides what is made and judged; allowed beside "
              + protocolFile
              + ": --out, --workers, --master, --quiet");
    }
    return Protocol.read(protocolFile);
  }

  private int count() {
    return seeds != null ? seeds : quick ? QUICK_SEEDS : SEEDS;
  }

  private String name(Protocol protocol) {
    return protocol != null ? protocol.name() : quick ? "reproduce-quick" : "reproduce";
  }

  private List<Condition> conditions(Protocol protocol) {
    return protocol != null
        ? protocol.conditions()
        : Reproduction.conditions(
            configurations == null ? shipped() : configurations,
            recorded,
            reading.keys(),
            quick,
            sets);
  }

  /** The protocol as the study began with it; null without one. */
  private static Protocol follow(Protocol protocol, Path folder, PrintWriter print)
      throws IOException {
    if (protocol == null) {
      ProtocolNote.requireNone(folder);
      return null;
    }
    Protocol followed = ProtocolNote.follow(protocol, folder);
    print.printf(
        "protocol    %s, SHA-256 %.12s, %s%n",
        followed.file(), followed.sha256(), followed.commitInWords());
    return followed;
  }

  /** The launcher, which is called from any folder, says where the repository is. */
  private static Path shipped() {
    Path here = Path.of("conf");
    String home = System.getProperty("compassnet.home");
    return home == null || Files.isDirectory(here) ? here : Path.of(home).resolve(here);
  }

  private static MemoryNeed spikes(CellRecording recording, List<Condition> conditions, int count) {
    int units =
        conditions.stream()
            .mapToInt(c -> Math.min(c.config().network().units(), NetworkCells.MOST_UNITS))
            .sum();
    int bins = recording.awake().bins();
    return MemoryNeed.ofSpikes(
        "--cells of %d bins for all networks".formatted(bins), (double) count * units, bins);
  }

  /** Taken apart before any training, so that cells that cannot be used are refused here. */
  private static CellAnalysis animal(
      CellRecording recording, RandomStreams streams, PrintWriter print) {
    recording.taken().forEach(print::println);
    return CellAnalysis.of(recording, CellAnalysis.Options.defaults(), streams);
  }

  private static RandomStreams streams(List<Condition> conditions) {
    return new RandomStreams(conditions.get(0).config().seed());
  }

  private static int stopped(Path folder, StopSignal signal, PrintWriter print) {
    print.printf("stopped; all states are saved. The same command goes on in %s%n", folder);
    signal.saved();
    return CompassNet.INTERRUPTED;
  }

  /** Networks with one setting changed; null if they were stopped. */
  private SettingsStudy vary(
      List<Condition> conditions,
      List<Long> list,
      Path folder,
      int atATime,
      Trainings trainings,
      StopSignal signal,
      PrintWriter print)
      throws IOException {
    Condition main = conditions.get(Reproduction.TREND.indexOf(Reproduction.MAIN));
    List<SettingsStudy.Setting> settings = SettingsStudy.settings(main);
    List<Condition> varied = SettingsStudy.conditions(settings);
    Path place = folder.resolve("settings");
    List<NetworkSummary> outcomes =
        new Study(
                varied,
                list,
                place,
                quiet.or(new ConsoleStudy(print), StudyProgress.NONE),
                signal::requested,
                (run, a) -> {},
                trainings)
            .run(atATime);
    if (outcomes.size() < varied.size() * list.size()) {
      return null;
    }
    new StudyFolder(folder).writeNetworks(varied, outcomes, "settings.csv");
    return new SettingsStudy(settings, outcomes);
  }
}
