using System.Diagnostics;
using Streaming.Emulation.Links;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Titles;
using Streaming.Lab.Virtual;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Benchmarks.Lab;

/// <summary>How fast the stress lab plays, on one core.</summary>
internal static class LabBench
{
    public static Table Run()
    {
        Table table = new("the lab, simulated, one core");
        (double seconds, RunRecord run) = Played(Lan(10_000, TimeSpan.FromHours(1), 2), new(), TimeSpan.FromSeconds(10));
        table.Add("10,000 sessions for an hour", seconds, "s", "≤ 60", FormattableString.Invariant($"{run.Totals.Packets:N0} packets"));
        foreach (int megabits in (int[])[2, 8])
        {
            Situation lan = Lan(100, TimeSpan.FromMinutes(20.0 / megabits), megabits);
            (seconds, run) = Played(lan, new(IsExact: true), TimeSpan.FromSeconds(60));
            table.Add($"100 sessions of {megabits} Mb/s, packet by packet", run.Totals.Packets / seconds, "packets/s", "≥ 1,000,000");
        }

        table.Add("the server of them alone", ServerAlone.Rate(), "packets/s", "≥ 3,000,000");
        return table;
    }

    /// <summary>A long run is played once, when the beginning of it has been compiled and compiled again. Processor time counts, that of
    /// the collector and of what is still compiled too: whatever else runs here takes none of it.</summary>
    private static (double Seconds, RunRecord Run) Played(Situation situation, VirtualOptions options, TimeSpan warm)
    {
        using TitleShelf shelf = TitleShelf.Open(situation.Titles, reservesPeak: false);
        VirtualRun.Play(situation, 1, options with { Until = warm }, shelf, Seams.None);
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        RunRecord run = VirtualRun.Play(situation, 1, options, shelf, Seams.None);
        return ((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds, run);
    }

    private static Situation Lan(int viewers, TimeSpan duration, int megabits) => new()
    {
        Name = "lan",
        Duration = duration,
        Links =
        [
            new()
            {
                Name = "uplink",
                Profile = new()
                {
                    Rate = BitRate.Mbps(100_000),
                    Delay = TimeSpan.FromMilliseconds(1),
                    Discipline = QueueDiscipline.Slots,
                    Queue = new(100_000_000),
                },
                IsDeclared = true,
            },
        ],
        Titles =
        [
            new TitleTerms.Generated("film")
            {
                Duration = duration + TimeSpan.FromMinutes(1),
                Renditions = [new("source", BitRate.Mbps(megabits))],
            },
        ],
        Audiences =
        [
            new()
            {
                Name = "home",
                Count = viewers,
                Behind = "uplink",
                Title = "film",
                Arrivals = new Arrivals.Crowd(default, TimeSpan.FromSeconds(30)),
                Protection = null,
                Wish = new() { Class = ServiceClass.Guaranteed, Buffer = TimeSpan.FromSeconds(1) },
            },
        ],
    };
}
