/** What a run found: JSON for machines, a summary for people. */
@NullMarked
package dev.shadowland.loadtest.report;

import org.jspecify.annotations.NullMarked;
