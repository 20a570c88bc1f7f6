namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Reads the section <c>limits</c>: when a run pauses itself.</summary>
internal static class LimitsReader
{
    public const string Allowed = "a mapping with the key no_answer";

    public static LimitsSpec Read(YamlSection section)
    {
        var defaults = new LimitsSpec();
        var limits = new LimitsSpec { NoAnswer = section.Time("no_answer", orOff: true) ?? defaults.NoAnswer };
        section.RefuseOthers();
        return limits;
    }
}
