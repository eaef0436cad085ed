"""Claims -> facts: who, which meeting, which day, who goes on speaking."""
