namespace Sluice.Templates;

/// <summary>What a template reads of one of its variables: <c>steps.extract.title</c> reads extract, title of steps. Where it reads with a name it computes, the path ends before that.</summary>
public sealed record TemplatePath(IReadOnlyList<string> Members, int Line, int Column);
