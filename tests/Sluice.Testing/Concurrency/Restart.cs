namespace Sluice.Testing.Concurrency;

/// <summary>The server dies, with all that is in flight, and comes back.</summary>
/// <param name="At">When this share of the records is answered.</param>
/// <param name="Seconds">Until it answers again; before that it cannot be reached.</param>
public sealed record Restart(double At, double Seconds);
