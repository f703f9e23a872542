"""The database: one DuckDB file that holds articles, their sentences, the reports found in them, and the runs that found them."""
