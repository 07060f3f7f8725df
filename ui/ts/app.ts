// Small helpers that make pages nicer; every task works without them where it allows.
import "./assistant";
