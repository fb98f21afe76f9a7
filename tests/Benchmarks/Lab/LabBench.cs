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
        (double seconds, RunRecord run) = Played(Lan(10_000, TimeSpan.FromHours(1)), new());
        table.Add("10,000 sessions for an hour", seconds, "s", "≤ 60", FormattableString.Invariant($"{run.Totals.Packets:N0} packets"));
        (seconds, run) = Played(Lan(100, TimeSpan.FromMinutes(10)), new(IsExact: true));
        table.Add("100 sessions, packet by packet", run.Totals.Packets / seconds, "packets/s", "≥ 1,000,000");
        table.Add("the server of them alone", ServerAlone.Rate(), "packets/s", "≥ 3,000,000");
        return table;
    }

    /// <summary>A long run is played once: what it costs does not hang on how warm the machine is. Processor time counts, that of the
    /// collector and the compiler too: whatever else runs here takes none of it.</summary>
    private static (double Seconds, RunRecord Run) Played(Situation situation, VirtualOptions options)
    {
        using TitleShelf shelf = TitleShelf.Open(situation.Titles, reservesPeak: false);
        VirtualRun.Play(situation, 1, options with { Until = TimeSpan.FromSeconds(10) }, shelf, Seams.None);
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        RunRecord run = VirtualRun.Play(situation, 1, options, shelf, Seams.None);
        return ((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds, run);
    }

    private static Situation Lan(int viewers, TimeSpan duration) => new()
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
        Titles = [new TitleTerms.Generated("film") { Duration = duration + TimeSpan.FromMinutes(1) }],
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
