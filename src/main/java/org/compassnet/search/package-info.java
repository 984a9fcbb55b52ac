/**
 * Search of the configuration with Arbiter: spaces, candidates, scores, early stopping; on the
 * threads of a machine or on a cluster.
 */
package org.compassnet.search;
