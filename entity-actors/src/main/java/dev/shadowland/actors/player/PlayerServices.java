package dev.shadowland.actors.player;

import dev.shadowland.actors.api.CellDirectory;
import dev.shadowland.protocol.token.LoginTokenVerifier;

import java.util.function.LongSupplier;

/**
 * What every player actor of a node shares.
 *
 * @param vault the store
 * @param tokens judge of login tokens
 * @param cells way to the cells
 * @param gateways way to gateways of forgotten sessions
 * @param world spawn points and cell geometry
 * @param timing waiting times
 * @param nowMs the node's clock, ms since 1970, never stepping back
 */
public record PlayerServices(
        PlayerVault vault,
        LoginTokenVerifier tokens,
        CellDirectory cells,
        GatewayDirectory gateways,
        PlayerWorld world,
        PlayerTiming timing,
        LongSupplier nowMs) {}
