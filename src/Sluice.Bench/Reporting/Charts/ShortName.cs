namespace Sluice.Bench.Reporting.Charts;

/// <summary>Names of servers where a chart has little room; the legend beside it has them whole.</summary>
static class ShortName
{
    /// <summary>Characters that stay: two labels of that length fit side by side on a phone.</summary>
    const int Most = 15;

    /// <summary>Servers of one rack differ at the end of their names, those of several clouds at the beginning: the middle goes.</summary>
    public static string Of(string name) => name.Length <= Most ? name : $"{name[..(Most / 2)]}…{name[^(Most / 2)..]}";
}
