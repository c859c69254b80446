/**
 * The client's side of replication: its picture of the world, how that is drawn, and the prediction
 * of its own entity. Written to be read by whoever makes a client in another engine. Whatever the
 * language, a client does this:
 *
 * <ul>
 *   <li><b>For each datagram</b>: {@link ReplicatedWorld#beginDatagram}, then {@link
 *       ReplicatedWorld#onFrame} for each of its frames, then {@link RenderedWorld#onDatagram} with
 *       the time at which it arrived and {@link OwnPrediction#onSnapshot}. No datagram is too late
 *       for this.
 *   <li><b>Sixty times a second</b>: {@link OwnPrediction#step} with what the player wants now.
 *   <li><b>Twenty times a second</b>: {@link OwnPrediction#seal}, and {@link OwnPrediction#write}
 *       into the datagram.
 *   <li><b>For each frame drawn</b>: {@link RenderedWorld#frame} and {@link OwnView#frame}, {@link
 *       RenderOrigin#follow} with the camera, and then for each slot {@link RenderedWorld#show}:
 *       the pose goes through {@link RenderOrigin#localX} into the engine's floats. The own entity
 *       is drawn at the {@link OwnView}.
 * </ul>
 *
 * <p>{@link MotionSettings} switches off what is not wanted, and has the times and distances. All
 * of it is pure: one thread, time passed in, no garbage.
 */
@NullMarked
package dev.shadowland.protocol.client;

import org.jspecify.annotations.NullMarked;
