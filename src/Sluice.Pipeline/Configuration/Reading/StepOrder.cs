using Sluice.Pipeline.Configuration.Yaml;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Puts steps behind those whose answers they use, or says where they go in a circle.</summary>
internal static class StepOrder
{
    /// <summary>The steps in an order in which they can run, as near to the file's as that allows; null when there is none.</summary>
    public static IReadOnlyList<StepSpec>? Of(IReadOnlyList<StepSpec> steps, YamlSection section, ProblemList problems)
    {
        var (ordered, left) = (new List<StepSpec>(steps.Count), steps.ToList());
        while (left.Count > 0)
        {
            if (left.Find(step => step.Uses.All(name => ordered.Exists(before => before.Name == name))) is not { } next)
            {
                var circle = Circle(left);
                problems.Add(section.Entries.First(entry => entry.Key == circle[0].Name).Line, $"the steps go in a circle: {Words(circle)}", "steps that use answers of earlier ones only");
                return null;
            }

            ordered.Add(next);
            left.Remove(next);
        }

        return ordered;
    }

    static string Words(List<StepSpec> circle) =>
        string.Join(", ", circle.Select((step, place) => $"'{step.Name}' uses '{circle[(place + 1) % circle.Count].Name}'"));

    // Each step left uses another one left, so that following them comes back somewhere.
    static List<StepSpec> Circle(List<StepSpec> left)
    {
        var way = new List<StepSpec> { left[0] };
        while (true)
        {
            var next = left.Find(step => way[^1].Uses.Contains(step.Name))!;
            var met = way.IndexOf(next);
            if (met >= 0) return way[met..];
            way.Add(next);
        }
    }
}
