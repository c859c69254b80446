/**
 * Threads with a duty cycle, the node's clock, the cluster-wide tick schedule, and leaving with
 * one's launcher.
 */
@NullMarked
package dev.shadowland.transport.agent;

import org.jspecify.annotations.NullMarked;
