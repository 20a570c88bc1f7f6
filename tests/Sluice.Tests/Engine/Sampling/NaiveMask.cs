using Sluice.Engine.Models;
using Sluice.Engine.Sampling;
using Sluice.Schema.Answers;

namespace Sluice.Tests.Engine.Sampling;

/// <summary>The next token's distribution, worked out as the books say: every token held against the machine, then temperature, min_p, top_k and top_p over those left.</summary>
internal static class NaiveMask
{
    public static bool[] Allowed(Vocabulary vocabulary, AnswerMachine machine)
    {
        var allowed = new bool[vocabulary.Count];
        var fork = machine.Fork();
        for (var token = 0; token < allowed.Length; token++)
        {
            if (vocabulary.EndsAnswer(token))
                allowed[token] = machine.CanEnd;
            else if (vocabulary.Bytes[token] is { } bytes && fork.TryAppend(bytes))
                (allowed[token], fork) = (true, machine.Fork());
        }
        return allowed;
    }

    public static double[] Probabilities(float[] scores, bool[] allowed, SamplingSettings settings)
    {
        var order = Enumerable.Range(0, scores.Length).Where(token => allowed[token]).OrderByDescending(token => scores[token]).ThenBy(token => token).ToList();
        var found = new double[scores.Length];
        if (settings.Temperature == 0)
        {
            found[order[0]] = 1;
            return found;
        }

        double Weight(int token) => Math.Exp((scores[token] - (double)scores[order[0]]) / settings.Temperature);
        order = order.TakeWhile(token => Weight(token) >= settings.MinP).Take(settings.TopK > 0 ? settings.TopK : int.MaxValue).ToList();
        var (limit, sum) = (settings.TopP * order.Sum(Weight), 0.0);
        foreach (var token in order.TakeWhile(_ => sum == 0 || settings.TopP == 1 || sum < limit))
            sum += found[token] = Weight(token);
        return [.. found.Select(weight => weight / sum)];
    }
}
