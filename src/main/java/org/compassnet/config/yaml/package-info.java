/**
 * YAML to records: a text becomes a tree of nodes that know where they were written, and the tree
 * becomes a record by the names of its components. An error stands at the node that it is about.
 */
package org.compassnet.config.yaml;
