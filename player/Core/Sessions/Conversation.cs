using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Player.Sessions;

/// <summary>
/// Requests and their answers on one connection: numbers, pairs them, and carries the session's name. RFC 2326 §12.17, §12.37.
/// </summary>
internal sealed class Conversation(string userAgent)
{
    private readonly List<PendingRequest> _pending = [];
    private int _last;

    /// <summary>The session id to send; null before the server gave one.</summary>
    public string? Session { get; set; }

    /// <summary>The request that has waited longest.</summary>
    public PendingRequest? Oldest => _pending.Count > 0 ? _pending[0] : null;

    /// <summary>The contract asked for last that has no answer yet; null: none.</summary>
    public ContractWish? Wished => _pending.FindLast(request => request.Wish is not null)?.Wish;

    public RtspRequest Ask(
        string method, string url, Instant now, byte[]? body = null, bool isKeepAlive = false, ContractWish? wish = null,
        OfferedTrack? track = null, bool isParity = false)
    {
        RtspRequest request = new() { Method = method, Uri = url, Body = body ?? [] };
        request.Headers.Add("CSeq", $"{++_last}");
        if (Session is not null)
            request.Headers.Add("Session", Session);
        request.Headers.Add("User-Agent", userAgent);
        _pending.Add(new(_last, method, isKeepAlive, wish, now) { Track = track, IsParity = isParity });
        return request;
    }

    /// <summary>Takes the session that an answer to SETUP names.</summary>
    /// <returns>After what silence the server gives it up; null where it names none.</returns>
    public TimeSpan? Join(RtspResponse response)
    {
        if (!SessionHeader.TryParse(response.Headers["Session"] ?? "", out SessionHeader? session, out _))
            return null;
        Session = session.Id;
        return session.Timeout ?? SessionHeader.DefaultTimeout;
    }

    /// <summary>Whatever is not answered yet does not matter any more.</summary>
    public void Forget() => _pending.Clear();

    /// <summary>The request this answers; null for an interim answer, or one nobody asked for.</summary>
    /// <remarks>Deviation: an answer without CSeq is taken for one to the oldest request; some devices leave it out of errors.</remarks>
    public PendingRequest? Match(RtspResponse response)
    {
        if (response.Status < 200)
            return null;
        int at = response.CSeq is { } number ? _pending.FindIndex(request => request.CSeq == number) : _pending.Count - 1;
        if (at < 0)
            return null;
        PendingRequest answered = _pending[response.CSeq is null ? 0 : at];
        _pending.Remove(answered);
        return answered;
    }
}
