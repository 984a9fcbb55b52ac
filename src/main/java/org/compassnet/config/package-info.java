/** The configuration of a run: one tree of records, one YAML file. */
package org.compassnet.config;
