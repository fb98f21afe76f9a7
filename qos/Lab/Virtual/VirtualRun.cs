using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Titles;
using Streaming.Lab.Virtual.Courses;
using Streaming.Server.Catalogue;

namespace Streaming.Lab.Virtual;

/// <summary>Plays a situation in virtual time: on one thread, without a wall clock, the same to the last byte anywhere.</summary>
public static class VirtualRun
{
    /// <param name="situation">Checked and complete.</param>
    /// <param name="seed">Everything that is left to chance follows from it.</param>
    /// <returns>A record without the name of a variant: whoever knows it writes it in.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static RunRecord Play(Situation situation, ulong seed, VirtualOptions options)
    {
        using TitleShelf shelf = TitleShelf.Open(situation.Titles, situation.Server.ReservesPeak, options.Stop);
        return Play(situation, seed, options, shelf, Seams.None);
    }

    /// <param name="catalogue">The titles of the situation.</param>
    internal static RunRecord Play(Situation situation, ulong seed, VirtualOptions options, ICatalogue catalogue, Seams seams)
    {
        TimeSpan duration = options.Until is { } until && until < situation.Duration ? until : situation.Duration;
        IReadOnlyList<CastMember> cast = Cast.Of(situation, seed, duration);
        if (options.IsExact || seams != Seams.None)
            return PacketRun.Play(situation, seed, catalogue, cast, duration, seams, options.Stop);
        RunRecord? laid = CourseRun.TryPlay(situation, seed, catalogue, cast, duration, options.Stop, out string? why);
        if (laid is null)
            options.Told?.Invoke(why!);
        return laid ?? PacketRun.Play(situation, seed, catalogue, cast, duration, seams, options.Stop);
    }
}
