package org.allnet.service.work.webhook;

/**
 * What whoever manages webhooks needs.
 *
 * @param secrets of the webhooks
 * @param destinations where they may lead
 */
public record WebhookAccess(WebhookSecrets secrets, Destinations destinations) {}
