"""Why a lead says what it says: what decided, what comes next, what one edit would change."""
