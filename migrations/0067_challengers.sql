-- What models of other kinds would have forecast at the time that a model was tried, beside the one in use: names, losses and
-- whether they were ahead by more than chance shows. Null for models tried before this was kept.
alter table forecast_models add column challengers jsonb;
