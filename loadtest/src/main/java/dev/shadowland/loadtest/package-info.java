/** The swarm as a node: simulated clients that drive a cluster and check what it tells them. */
@NullMarked
package dev.shadowland.loadtest;

import org.jspecify.annotations.NullMarked;
