package org.compassnet.config;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When a network counts as showing a finding, and when networks together support a claim. Part of a
 * run's configuration, so that they cannot change within a study.
 *
 * @param alpha level of every test
 * @param learnedError normalized error below which a network has learned the task
 * @param gainTolerance largest distance of the gain from 1
 * @param classShare least share of the units in each class
 * @param vectorLength least median vector length of each class
 * @param largestGapDeg largest gap between the directions of fixed and slow points on a ring
 * @param localShiftDeg largest distance of the compass kernel's peak from 0
 * @param compassInputShare greatest mean |velocity weight| of compass units over the shifters'
 * @param gone share of what was before a lesion below which it is gone
 * @param there share from which it is still there, or back
 * @param coherence of the starts' directions above which they are kept apart
 * @param persists share of the bump that an attractor keeps, and of a kick that it forgets
 * @param memoryDeg largest mean error of a direction kept at rest for a trial's length
 * @param slowTau least time constant of the slow direction at a point of the ring, in units of tau
 * @param fastTau greatest time constant of all others, in units of tau
 * @param tangentCosine least |cos| between slow eigenvector and ring
 * @param ringRatio least ratio of the longest hole's lifetime to the second's
 * @param ringSize least lifetime of the longest hole over the cloud's radius
 * @param supportedShare share of the networks that learned that must show a finding
 * @param confidence of all intervals
 */
public record CriteriaConfig(
    double alpha,
    double learnedError,
    double gainTolerance,
    double classShare,
    double vectorLength,
    double largestGapDeg,
    double localShiftDeg,
    double compassInputShare,
    double gone,
    double there,
    double coherence,
    double persists,
    double memoryDeg,
    double slowTau,
    double fastTau,
    double tangentCosine,
    double ringRatio,
    double ringSize,
    double supportedShare,
    double confidence) {

  public CriteriaConfig {
    Check.within("criteria.alpha", alpha, 0, 1);
    Check.positive("criteria.learned_error", learnedError);
    Check.notNegative("criteria.gain_tolerance", gainTolerance);
    Check.within("criteria.class_share", classShare, 0, 1);
    Check.within("criteria.vector_length", vectorLength, 0, 1);
    Check.within("criteria.largest_gap_deg", largestGapDeg, 0, 360);
    Check.within("criteria.local_shift_deg", localShiftDeg, 0, 180);
    Check.notNegative("criteria.compass_input_share", compassInputShare);
    Check.notNegative("criteria.gone", gone);
    Check.notNegative("criteria.there", there);
    Check.within("criteria.coherence", coherence, 0, 1);
    Check.within("criteria.persists", persists, 0, 1);
    Check.within("criteria.memory_deg", memoryDeg, 0, 180);
    Check.positive("criteria.slow_tau", slowTau);
    Check.positive("criteria.fast_tau", fastTau);
    Check.within("criteria.tangent_cosine", tangentCosine, 0, 1);
    Check.notNegative("criteria.ring_ratio", ringRatio);
    Check.notNegative("criteria.ring_size", ringSize);
    Check.within("criteria.supported_share", supportedShare, 0, 1);
    Check.that(
        confidence > 0 && confidence < 1,
        "criteria.confidence",
        confidence,
        "a number > 0 and < 1");
  }

  /** Every criterion by its key. */
  public Map<String, Object> values() {
    return Config.json().convertValue(this, new TypeReference<LinkedHashMap<String, Object>>() {});
  }
}
