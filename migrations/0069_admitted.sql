-- Challengers that were ahead when the model was tried, and are part of what it forecasts as far as past quarters bear it out.
alter table forecast_models add column admitted text[] not null default '{}';
