using Streaming.Formats.Rtsp;
using Streaming.Lab.Records;
using Streaming.Player.Contracts;
using Streaming.Player.Sessions;

namespace Streaming.Lab.Viewers;

/// <summary>A session that ended badly, as records say it.</summary>
internal static class EndText
{
    /// <summary>Whoever was shown something was not refused, but failed.</summary>
    public static string Of(SessionOutcome.Failed failed, bool wasShown) =>
        failed.Status == RtspStatus.NotEnoughBandwidth && !wasShown ? "refused" : "failed";

    /// <summary>What there was no room for; null where nobody said so.</summary>
    public static RefusalRecord? Refusal(SessionOutcome.Failed failed) => failed.Shortage is not { } shortage
        ? null
        : new(shortage.Limit, shortage.Asked, shortage.Available, Best(shortage));

    private static string? Best(Shortage shortage) => shortage.Alternative is not { } offer
        ? null
        : offer.Point is { } point ? $"{point} ({offer.Contract.Traffic.Rate})" : $"{offer.Contract.Traffic.Rate}";
}
