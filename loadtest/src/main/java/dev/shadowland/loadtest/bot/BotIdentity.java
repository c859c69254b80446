package dev.shadowland.loadtest.bot;

/**
 * Who a bot is.
 *
 * @param number within the swarm, from 0
 * @param account account id
 * @param character character id; no two bots share one
 * @param behaviour how it walks
 * @param seed of everything it decides
 */
public record BotIdentity(
        int number, long account, long character, BehaviourKind behaviour, long seed) {}
