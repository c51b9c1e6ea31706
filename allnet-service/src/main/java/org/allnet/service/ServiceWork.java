package org.allnet.service;

import org.allnet.service.work.intake.Intake;
import org.allnet.service.work.model.Models;
import org.allnet.service.work.picture.Thumbnails;
import org.allnet.service.work.webhook.WebhookAccess;
import org.allnet.service.work.worker.Workers;

/**
 * What pages ask of the work behind them.
 *
 * @param intake takes pictures in
 * @param models the models of the service
 * @param thumbnails small pictures of cells
 * @param workers who does the jobs
 * @param webhooks secrets of webhooks, and where they may lead
 */
public record ServiceWork(
    Intake intake, Models models, Thumbnails thumbnails, Workers workers, WebhookAccess webhooks) {}
