namespace Sluice.Engine.Batching;

/// <summary>
/// How many prompt tokens go into a step beside answers being written. While one prompt is read, nobody waits longer for the next token than a
/// given multiple of a step without prompts. When several wait to be read they count as well: small pieces cost each of them a fixed
/// price again and again (with the bundled model on two cores a step of 2 tokens takes 17 ms, of 16 41, of 512 614), so the pieces
/// grow. Both costs are measured while running, since they depend on the machine, the model and how full the KV pool is. Where
/// nobody writes, prompts are read as fast as they can be.
/// </summary>
internal sealed class StepPace
{
    /// <summary>A step in which one prompt is read takes at most so many times one without. Below the 3 that a stream's gaps may grow by, for what varies from step to step.</summary>
    public const double Stretch = 2.4;

    /// <summary>Most prompt tokens beside answers, however many wait: a step of some tenths of a second.</summary>
    public const int MostPromptTokens = 256;

    /// <summary>A prompt goes on by so many tokens in every step, whatever that costs the others: it must be read at last.</summary>
    public const int LeastPromptTokens = 8;

    const int FreshSteps = 64;     // after so many steps with prompts, one without tells again what that takes
    const double FreshShare = 1.5; // so does a step with more or fewer tokens of answers by this factor
    const int StepOverhead = 2;    // tokens that the fixed cost of a step is worth, for steps that differ little
    const double Newest = 0.25;    // weight of the newest step in what a prompt token, or a step without any, takes
    const double MostGrowth = 4;   // of either in one step: the machine may have been busy with something else
    const double Doubt = 0.1;      // weight of a slower step among those with prompts: it is they that slow it down, by the cells they fill

    double alone;       // microseconds that a step without prompts takes
    int aloneTokens;    // for so many tokens; 0 before the first
    int sinceAlone;     // steps with prompts since then
    double perToken;    // microseconds that a prompt token adds; 0 before the first

    /// <summary>Most prompt tokens beside so many tokens of answers; 0 where a step without prompts has to show first what it takes.</summary>
    /// <param name="written">0 where nobody writes.</param>
    /// <param name="prompts">Prompts being read and those that wait.</param>
    public int PromptTokens(int written, int prompts)
    {
        if (written == 0)
            return int.MaxValue;
        if (sinceAlone >= FreshSteps || !IsNear(written))
            return 0;
        if (perToken == 0)
            return Math.Max(written, LeastPromptTokens);
        // Grows with the square: two prompts are worth four times the wait of one, and soon it is the most there is.
        var wait = (Stretch - 1) * Alone(written) * prompts * prompts;
        return (int)Math.Clamp(wait / perToken, LeastPromptTokens, MostPromptTokens);
    }

    /// <summary>Tells how long a step took.</summary>
    /// <param name="written">Tokens of answers in it.</param>
    /// <param name="read">Prompt tokens in it.</param>
    public void Took(int written, int read, TimeSpan time)
    {
        if (written == 0)
            return;
        if (read > 0)
        {
            sinceAlone++;
            perToken = Blend(perToken, Math.Max((time.TotalMicroseconds - Alone(written)) / read, 0.01), Newest);
            return;
        }
        var before = IsNear(written) ? Alone(written) : 0;
        alone = Blend(before, time.TotalMicroseconds, sinceAlone > 0 && time.TotalMicroseconds > before ? Doubt : Newest);
        (aloneTokens, sinceAlone) = (written, 0);
    }

    bool IsNear(int written) => written <= aloneTokens * FreshShare + 1 && written * FreshShare + 1 >= aloneTokens && aloneTokens > 0;

    double Alone(int written) => alone * (written + StepOverhead) / (aloneTokens + StepOverhead);

    static double Blend(double average, double newest, double weight) =>
        average == 0 ? newest : average + weight * (Math.Min(newest, average * MostGrowth) - average);
}
