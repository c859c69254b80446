/** How entities move that nobody plays: systems over their columns. */
@NullMarked
package dev.shadowland.actors.behaviour;

import org.jspecify.annotations.NullMarked;
