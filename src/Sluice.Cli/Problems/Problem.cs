namespace Sluice.Cli.Problems;

/// <summary>One thing that keeps a command from doing its work: where it stands, what is wrong, and what would be right.</summary>
/// <param name="Place">A file with its line, an option, a URL: what the reader has to open or type anew.</param>
/// <param name="Allowed">What may stand there instead; null where nothing shorter than the documentation says it.</param>
internal sealed record Problem(string Place, string What, string? Allowed = null)
{
    public override string ToString() => Allowed is null ? $"{Place}: {What}" : $"{Place}: {What}; allowed: {Allowed}";
}
