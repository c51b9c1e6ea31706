package org.allnet.service;

import org.allnet.service.work.intake.Intake;
import org.allnet.service.work.model.Models;
import org.allnet.service.work.picture.Thumbnails;

/**
 * What pages ask of the work behind them.
 *
 * @param intake takes pictures in
 * @param models the models of the service
 * @param thumbnails small pictures of cells
 */
public record ServiceWork(Intake intake, Models models, Thumbnails thumbnails) {}
