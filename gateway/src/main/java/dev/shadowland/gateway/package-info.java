/** The node at the edge: clients on one side, the cluster on the other. */
@NullMarked
package dev.shadowland.gateway;

import org.jspecify.annotations.NullMarked;
