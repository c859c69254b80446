/** Child processes: starting in order, watching, restarting, stopping in order. */
@NullMarked
package dev.shadowland.deploy.supervise;

import org.jspecify.annotations.NullMarked;
