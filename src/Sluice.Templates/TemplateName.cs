namespace Sluice.Templates;

/// <summary>A name that a template reads from outside, and where it does so first.</summary>
public sealed record TemplateName(string Name, int Line, int Column);
