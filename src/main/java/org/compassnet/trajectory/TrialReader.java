package org.compassnet.trajectory;

import java.io.DataInputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.SequenceRecord;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.records.reader.SequenceRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.FloatWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A DataVec reader of generated trials. A sequence is a trial, its records are steps with the
 * {@link #COLUMNS}; {@link #next(int)} hands over many trials as whole arrays, which is what
 * training uses. The trials are made in batches; a batch depends on the random stream of its number
 * alone.
 */
public final class TrialReader extends BaseRecordReader implements SequenceRecordReader {

  /** What a record of a step holds. */
  public static final List<String> COLUMNS =
      List.of(
          "angular_velocity_rad_per_step",
          "cue_sin",
          "cue_cos",
          "target_sin",
          "target_cos",
          "mask");

  /** Gives the random stream of a batch. */
  public interface BatchStream {
    UniformRandomProvider of(int batch);
  }

  private static final long serialVersionUID = 1;

  private final transient HeadDirectionTask task;
  private final transient BatchStream stream;
  private final int totalTrials;
  private final int batchTrials;
  private transient Trials batch;
  private transient Trials whole;
  private transient DataSet arrays;
  private int position;

  /**
   * @param totalTrials trials after which the reader ends
   * @param batchTrials trials made at a time
   */
  public TrialReader(HeadDirectionTask task, BatchStream stream, int totalTrials, int batchTrials) {
    this.task = task;
    this.stream = stream;
    this.totalTrials = totalTrials;
    this.batchTrials = batchTrials;
  }

  @Override
  public boolean hasNext() {
    return position < totalTrials;
  }

  @Override
  public List<List<Writable>> sequenceRecord() {
    int inBatch = position % batchTrials;
    if (inBatch == 0 || batch == null) {
      batch = makeBatch(position / batchTrials, Math.min(batchTrials, totalTrials - position));
    }
    position++;
    return steps(batch, inBatch);
  }

  private Trials makeBatch(int number, int trials) {
    Trials made = new Trials(trials, task.config().steps());
    task.fill(made, stream.of(number));
    return made;
  }

  private static List<List<Writable>> steps(Trials trials, int trial) {
    int steps = trials.steps();
    List<List<Writable>> sequence = new ArrayList<>(steps);
    for (int t = 0; t < steps; t++) {
      List<Writable> record = new ArrayList<>(COLUMNS.size());
      for (int i = 0; i < Trials.INPUTS; i++) {
        record.add(new FloatWritable(trials.inputs().get(trial, t, i)));
      }
      for (int i = 0; i < Trials.OUTPUTS; i++) {
        record.add(new FloatWritable(trials.targets().get(trial, t, i)));
      }
      record.add(new FloatWritable(trials.mask()[trial * steps + t]));
      sequence.add(record);
    }
    return sequence;
  }

  @Override
  public boolean batchesSupported() {
    return true;
  }

  /**
   * The next whole batch: one record of three arrays, inputs [trials, 3, steps], targets [trials,
   * 2, steps] and mask [trials, steps]. The next call fills the same arrays again.
   *
   * @param trials must be the reader's batch size
   */
  @Override
  public List<List<Writable>> next(int trials) {
    if (trials != batchTrials) {
      throw new IllegalArgumentException("batches of " + batchTrials + " trials: " + trials);
    }
    DataSet data = nextDataSet();
    return List.of(
        List.of(
            new NDArrayWritable(data.getFeatures()),
            new NDArrayWritable(data.getLabels()),
            new NDArrayWritable(data.getLabelsMaskArray())));
  }

  /** The batch that {@link #next(int)} gives, as a data set. The next call fills it again. */
  public DataSet nextDataSet() {
    if (position % batchTrials != 0) {
      throw new IllegalStateException("in the middle of a batch, at trial " + position);
    }
    int now = Math.min(batchTrials, totalTrials - position);
    if (whole == null || whole.trials() != now) {
      whole = new Trials(now, task.config().steps());
      arrays = null;
    }
    task.fill(whole, stream.of(position / batchTrials));
    position += now;
    if (arrays == null) {
      arrays = whole.toDataSet();
    } else {
      whole.copyTo(arrays);
    }
    return arrays;
  }

  @Override
  public List<Writable> next() {
    throw new UnsupportedOperationException("A trial is a sequence: use nextSequence().");
  }

  @Override
  public SequenceRecord nextSequence() {
    return new org.datavec.api.records.impl.SequenceRecord(sequenceRecord(), null);
  }

  @Override
  public void reset() {
    position = 0;
    batch = null;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public List<String> getLabels() {
    return null;
  }

  @Override
  public void initialize(InputSplit split) {
    reset();
  }

  @Override
  public void initialize(Configuration configuration, InputSplit split) {
    reset();
  }

  @Override
  public void setConf(Configuration configuration) {}

  @Override
  public Configuration getConf() {
    return null;
  }

  @Override
  public void close() {}

  @Override
  public List<Writable> record(URI uri, DataInputStream stream) {
    throw generated();
  }

  @Override
  public List<List<Writable>> sequenceRecord(URI uri, DataInputStream stream) {
    throw generated();
  }

  @Override
  public Record nextRecord() {
    throw new UnsupportedOperationException("A trial is a sequence: use nextSequence().");
  }

  @Override
  public Record loadFromMetaData(RecordMetaData metaData) {
    throw generated();
  }

  @Override
  public List<Record> loadFromMetaData(List<RecordMetaData> metaData) {
    throw generated();
  }

  @Override
  public SequenceRecord loadSequenceFromMetaData(RecordMetaData metaData) {
    throw generated();
  }

  @Override
  public List<SequenceRecord> loadSequenceFromMetaData(List<RecordMetaData> metaData) {
    throw generated();
  }

  private static UnsupportedOperationException generated() {
    return new UnsupportedOperationException("Trials are generated, not loaded.");
  }
}
