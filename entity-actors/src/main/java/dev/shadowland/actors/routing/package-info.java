/**
 * Cluster formation and settings, and what every node knows of the others: members' endpoints and
 * the route table.
 */
@NullMarked
package dev.shadowland.actors.routing;

import org.jspecify.annotations.NullMarked;
