using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Commands;

/// <summary>Plays a situation once: in virtual time, or on sockets.</summary>
internal interface IRunPlayer
{
    /// <summary>On sockets, by the real clock.</summary>
    bool IsReal { get; }

    /// <summary>How many runs may go on at once without disturbing each other.</summary>
    int MostAtOnce { get; }

    /// <param name="until">Stops there, as if the run were no longer; null: to its end.</param>
    Task<RunRecord> PlayAsync(Situation situation, ulong seed, TimeSpan? until, CancellationToken stop);
}
