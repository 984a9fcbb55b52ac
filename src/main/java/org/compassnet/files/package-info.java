/** Files that are never met half-written, and NumPy's npz archives. Knows nothing of networks. */
package org.compassnet.files;
