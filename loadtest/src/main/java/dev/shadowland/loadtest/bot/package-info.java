/**
 * One simulated client: what a player's machine would do and know, and checks on what it is told.
 */
@NullMarked
package dev.shadowland.loadtest.bot;

import org.jspecify.annotations.NullMarked;
