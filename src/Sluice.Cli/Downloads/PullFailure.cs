namespace Sluice.Cli.Downloads;

/// <summary>Why a file did not come.</summary>
/// <param name="Place">The address, file or option that it is about.</param>
/// <param name="Allowed">What would help; null when that is clear.</param>
/// <param name="MayPass">Whether the same may well work in a moment.</param>
internal sealed record PullFailure(string Place, string What, string? Allowed = null, bool MayPass = false);
