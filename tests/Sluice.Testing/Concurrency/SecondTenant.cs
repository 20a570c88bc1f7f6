namespace Sluice.Testing.Concurrency;

/// <summary>Somebody else on the same server.</summary>
/// <param name="From">Comes when this share of the run's records is answered.</param>
/// <param name="Concurrency">Requests that it keeps in flight.</param>
/// <param name="Until">Goes at this share; 1 stays.</param>
public sealed record SecondTenant(double From, int Concurrency, double Until = 1);
