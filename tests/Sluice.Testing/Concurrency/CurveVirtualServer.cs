namespace Sluice.Testing.Concurrency;

/// <summary>A server whose decode rate at each number of running requests is a given curve; prompts cost extra time by a fixed rate.</summary>
/// <param name="curve">Tokens per second by rising concurrency; between the points the rate follows a power of the concurrency.</param>
/// <param name="prefill">Prompt tokens per second.</param>
/// <param name="budget">Prompt tokens of one step.</param>
/// <param name="noise">How unequally fast requests are, as the sigma of a lognormal factor with mean 1 on their time; 0 for alike.</param>
public sealed class CurveVirtualServer(IReadOnlyList<(int Concurrency, double Rate)> curve, double prefill, int budget = 2048, double noise = 0) : VirtualServer
{
    readonly List<Job> jobs = []; // in order of arrival
    readonly List<int> done = [];
    int steps, prompted, sent;

    public override int Held => jobs.Count;

    public override int Preemptions => 0;

    /// <summary>Two B200 with Nemotron Nano 30B as docs.vultr.com measured it ("CUDA concurrency tuning"): nearly flat from 16 to 32, then climbing fivefold.</summary>
    public static CurveVirtualServer B200() =>
        new([(1, 260), (16, 3455), (32, 3798), (64, 8120), (256, 15552), (512, 18746), (1024, 18829)], prefill: 60_000);

    public override double? Begin(double room)
    {
        if (jobs.Count == 0) return null;
        var decodes = jobs.Count(job => job.Prompt == 0);
        prompted = Math.Min(budget, jobs.Sum(job => job.Prompt));
        var one = prompted / prefill + (decodes > 0 ? decodes / RateAt(decodes) : 0);
        steps = prompted > 0 ? 1 : Math.Max(1, Math.Min(jobs.Min(job => job.Output), (int)Math.Min(int.MaxValue, Math.Ceiling(room / one))));
        return one * steps;
    }

    public override IReadOnlyList<int> End()
    {
        done.Clear();
        var left = prompted;
        for (var i = 0; i < jobs.Count; i++)
        {
            var job = jobs[i];
            if (job.Prompt > 0)
            {
                var part = Math.Min(left, job.Prompt);
                left -= part;
                jobs[i] = job with { Prompt = job.Prompt - part };
            }
            else
            {
                jobs[i] = job with { Output = job.Output - steps };
                if (jobs[i].Output <= 0) done.Add(job.Id);
            }
        }

        jobs.RemoveAll(job => job.Output <= 0);
        return done;
    }

    public override void Remove(int id) => jobs.RemoveAll(job => job.Id == id);

    protected override void Send(int id, int prompt, int output) =>
        jobs.Add(new Job(id, prompt, noise == 0 ? output : Math.Max(1, (int)(output * Math.Exp(noise * AnswerLengths.Normal((uint)id * 7919 + (uint)sent++) - noise * noise / 2)))));

    double RateAt(int concurrency)
    {
        if (concurrency >= curve[^1].Concurrency) return curve[^1].Rate;
        var i = 1;
        while (curve[i].Concurrency < concurrency) i++;
        var ((c0, r0), (c1, r1)) = (curve[i - 1], curve[i]);
        return r0 * Math.Pow(r1 / r0, Math.Log((double)concurrency / c0) / Math.Log((double)c1 / c0));
    }

    readonly record struct Job(int Id, int Prompt, int Output);
}
