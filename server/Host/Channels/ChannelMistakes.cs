using Microsoft.Extensions.Logging;
using Streaming.Server.Channels;
using Streaming.Server.Host.Configuration;

namespace Streaming.Server.Host.Channels;

/// <summary>What has been found wrong with a channel and its titles: each thing is said once, with the place where it was
/// declared.</summary>
/// <remarks>One caller at a time tells; anybody may read.</remarks>
internal sealed class ChannelMistakes(ILogger log)
{
    /// <summary>Whoever has more has read enough of them.</summary>
    private const int Most = 100;

    private readonly HashSet<string> _said = [];
    private IReadOnlyList<ChannelMistake> _programme = [];
    private IReadOnlyList<ChannelMistake> _misfits = [];

    public IReadOnlyList<ChannelMistake> All => [.. Volatile.Read(ref _programme), .. Volatile.Read(ref _misfits)];

    /// <summary>All that is wrong with the programme now.</summary>
    public void OfProgramme(ChannelSection channel, IReadOnlyList<ChannelMistake> mistakes)
    {
        Volatile.Write(ref _programme, [.. mistakes.Take(Most)]);
        Say(channel, mistakes);
    }

    /// <summary>What has come to light about its lanes and titles besides.</summary>
    public void OfTitles(ChannelSection channel, IReadOnlyList<ChannelMistake> mistakes)
    {
        Volatile.Write(ref _misfits, [.. _misfits.Union(mistakes).Take(Most)]);
        Say(channel, mistakes);
    }

    /// <summary>It begins anew, or is something else: what is still wrong is said again.</summary>
    public void Clear()
    {
        _said.Clear();
        Volatile.Write(ref _programme, []);
        Volatile.Write(ref _misfits, []);
    }

    private void Say(ChannelSection channel, IReadOnlyList<ChannelMistake> mistakes)
    {
        foreach (ChannelMistake mistake in mistakes)
        {
            if (_said.Count >= 2 * Most || !_said.Add(mistake.Sentence))
                continue;
            if (mistake.IsFatal)
                ChannelLog.Wrong(log, channel.Origin, channel.Name, mistake.Sentence);
            else
                ChannelLog.Doubtful(log, channel.Origin, channel.Name, mistake.Sentence);
        }
    }
}
