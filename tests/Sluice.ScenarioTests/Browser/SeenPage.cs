namespace Sluice.ScenarioTests.Browser;

/// <summary>What a browser saw of a page, as <c>look.mjs</c> writes it.</summary>
sealed record SeenPage
{
    /// <summary>Everything asked for beside the page itself.</summary>
    public required IReadOnlyList<string> Requests { get; init; }

    /// <summary>Errors of scripts, and what the page's policy refused.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>What axe-core found: at a desk, in the dark, on a phone.</summary>
    public required IReadOnlyList<SeenFinding> Accessibility { get; init; }

    /// <summary>Pixels by which the page is wider than its window.</summary>
    public required IReadOnlyDictionary<string, double> Overflow { get; init; }

    /// <summary>Pixels of a chart's smallest letters.</summary>
    public required IReadOnlyDictionary<string, double> SmallestText { get; init; }

    public required IReadOnlyList<SeenChart> Charts { get; init; }

    public required SeenKeyboard Keyboard { get; init; }

    public required SeenPrint Print { get; init; }
}

/// <param name="Impact">minor, moderate, serious or critical.</param>
sealed record SeenFinding(string Where, string Id, string? Impact, int Nodes, string First);

/// <param name="Figures">Fields of its table that hold a figure.</param>
sealed record SeenChart(string Title, IReadOnlyList<SeenPoint> Points, int Figures, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>Where a point is drawn, in pixels of the page, and what it says.</summary>
sealed record SeenPoint(string Says, double X, double Y);

/// <param name="Presses">Of the tabulator key until a point had the focus.</param>
/// <param name="Leaves">Whether one more press leaves the chart.</param>
sealed record SeenKeyboard(int Presses, string? First, string? Next, string? Readout, string? Last, bool Leaves);

/// <param name="Hidden">Tables that do not come to paper.</param>
sealed record SeenPrint(int Hidden, int Bytes);
