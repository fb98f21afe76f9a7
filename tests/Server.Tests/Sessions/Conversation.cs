using System.Globalization;
using System.Text.RegularExpressions;
using Streaming.Formats.Rtsp;

namespace Streaming.Server.Tests.Sessions;

/// <summary>Plays a conversation as people write it down, and checks every line the server should say.</summary>
/// <remarks>
/// <code>
/// C: SETUP rtsp://h/film/trackID=1      a request; CSeq is added
/// C: Transport: RTP/AVP;unicast;…       its headers; $session stands for the last session's id
/// C> position                           a line of its body
/// S: 200                                the status of the answer
/// S: Transport: RTP/AVP;*               headers it must have; * stands for anything
/// S! RTP-Info                           a header it must not have
/// S> position: 0.000                    a line its body must have
/// @ 2.5 s                               time passes
/// </code>
/// </remarks>
internal sealed partial class Conversation(Rig rig)
{
    private readonly List<string> _request = [];
    private readonly List<string> _body = [];
    private RtspResponse? _response;
    private string _session = "none";
    private int _cseq;

    public static void Run(Rig rig, string script)
    {
        Conversation conversation = new(rig);
        foreach (string line in script.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            conversation.Take(line);
            rig.CheckInvariants();
        }
    }

    private void Take(string line)
    {
        string rest = line[2..].Trim().Replace("$session", _session, StringComparison.Ordinal);
        switch (line[..2])
        {
            case "C:":
                _response = null;
                _request.Add(rest);
                break;
            case "C>":
                _body.Add(rest);
                break;
            case "S:" when _response is null:
                Send();
                Assert.True(rest == $"{_response!.Status}", $"{line}: was {_response.Status}");
                break;
            case "S:":
                CheckHeader(rest);
                break;
            case "S!":
                Assert.False(_response!.Headers.Contains(rest), $"{rest} is not expected");
                break;
            case "S>":
                Assert.Contains(System.Text.Encoding.UTF8.GetString(_response!.Body).Split("\r\n"), text => Matches(text, rest));
                break;
            case "@ ":
                rig.Pass(TimeSpan.FromSeconds(double.Parse(rest.TrimEnd('s', ' '), CultureInfo.InvariantCulture)));
                break;
            default:
                Assert.Fail($"not a line of a conversation: {line}");
                break;
        }
    }

    private void Send()
    {
        int blank = _request[0].IndexOf(' ', StringComparison.Ordinal);
        RtspRequest request = new()
        {
            Method = _request[0][..blank],
            Uri = _request[0][(blank + 1)..],
            Body = System.Text.Encoding.UTF8.GetBytes(string.Concat(_body.Select(text => text + "\r\n"))),
        };
        request.Headers.Add("CSeq", $"{++_cseq}");
        foreach (string header in _request.Skip(1))
            request.Headers.Add(header.Split(':')[0], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
        _request.Clear();
        _body.Clear();

        _response = rig.Send(request);
        Assert.Equal($"{_cseq}", _response.Headers["CSeq"]);
        if (_response.IsSuccess && _response.Headers["Session"] is { } session)
            _session = session.Split(';')[0];
    }

    private void CheckHeader(string expected)
    {
        int colon = expected.IndexOf(':', StringComparison.Ordinal);
        string name = expected[..colon], value = expected[(colon + 1)..].Trim();
        string? actual = _response!.Headers[name];
        Assert.True(actual is not null && Matches(actual, value), $"{name}: expected '{value}', was '{actual}'");
    }

    private static bool Matches(string text, string pattern) =>
        Regex.IsMatch(text, "^" + Star().Replace(Regex.Escape(pattern), ".*") + "$");

    [GeneratedRegex(@"\\\*")]
    private static partial Regex Star();
}
