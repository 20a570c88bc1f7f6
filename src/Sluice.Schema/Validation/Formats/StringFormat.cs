namespace Sluice.Schema.Validation.Formats;

/// <summary>One value of the keyword `format` that can be checked.</summary>
/// <param name="Meaning">What a string must be, as it stands in "must be …".</param>
/// <param name="IsValid">Whether a string is that.</param>
internal sealed record StringFormat(string Meaning, Func<string, bool> IsValid);
