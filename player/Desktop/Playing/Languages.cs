using Streaming.Formats.Media;
using Streaming.Player.Sessions;

namespace Streaming.Player.Desktop.Playing;

/// <summary>The languages of one title, and which of them the viewer has chosen.</summary>
/// <remarks>Sound is one stream at a time, so a choice waits for the server; all texts come, so choosing one is at once.</remarks>
internal sealed class Languages
{
    private OfferedTrack[] _audio = [];
    private OfferedTrack[] _texts = [];

    public OfferedTrack? Audio { get; private set; }

    public OfferedTrack? Text { get; private set; }

    public OfferedTrack? SecondText { get; private set; }

    public bool IsTextHidden { get; private set; }

    public IReadOnlyList<LanguageView> AudioViews => Views(_audio, track => track == Audio, _ => false);

    public IReadOnlyList<LanguageView> TextViews => Views(_texts, track => track == Text, track => track == SecondText);

    /// <summary>The title is described.</summary>
    /// <param name="text">The subtitles wanted, RFC 5646; empty or null for none.</param>
    public void Offer(IReadOnlyList<OfferedTrack> tracks, string? text, string? secondText)
    {
        _audio = [.. tracks.Where(track => track is { Kind: TrackKind.Audio, IsPlayable: true })];
        _texts = [.. tracks.Where(track => track is { Kind: TrackKind.Text, IsPlayable: true })];
        Audio = null;
        Text = Find(_texts, text);
        SecondText = Find(_texts, secondText) is { } second && second != Text ? second : null;
    }

    /// <summary>This one is heard.</summary>
    public void Heard(OfferedTrack track) => Audio = _audio.FirstOrDefault(one => one.ControlUrl == track.ControlUrl) ?? Audio;

    /// <summary>The sound behind the present one; null where there is no other.</summary>
    public OfferedTrack? NextAudio(OfferedTrack? asked)
    {
        if (_audio.Length < 2)
            return null;
        int place = Array.IndexOf(_audio, asked ?? Audio);
        return _audio[(place + 1) % _audio.Length];
    }

    /// <summary>Round the languages and off.</summary>
    public void NextText(bool isBackwards)
    {
        Text = Next(Text, null, isBackwards);
        IsTextHidden = false;
        if (SecondText == Text)
            SecondText = null;
    }

    public void NextSecondText()
    {
        SecondText = Next(SecondText, Text, isBackwards: false);
        IsTextHidden = false;
    }

    public void ToggleText() => IsTextHidden = !IsTextHidden;

    public string NameOf(OfferedTrack? track)
    {
        if (track is null)
            return "off";
        OfferedTrack[] own = track.Kind == TrackKind.Audio ? _audio : _texts;
        return LanguageNames.Of(track.Language, track.Label, Array.IndexOf(own, track) + 1);
    }

    private static OfferedTrack? Find(OfferedTrack[] tracks, string? wanted) =>
        string.IsNullOrEmpty(wanted) ? null : tracks.FirstOrDefault(track => LanguageNames.Match(wanted, track.Language));

    private OfferedTrack? Next(OfferedTrack? present, OfferedTrack? other, bool isBackwards)
    {
        OfferedTrack?[] ring = [null, .. _texts.Where(track => track != other)];
        int place = Array.IndexOf(ring, present);
        return ring[(place + (isBackwards ? ring.Length - 1 : 1)) % ring.Length];
    }

    private LanguageView[] Views(OfferedTrack[] tracks, Func<OfferedTrack, bool> isOn, Func<OfferedTrack, bool> isSecond) =>
        [.. tracks.Select(track => new LanguageView(track.Language, NameOf(track), isOn(track), isSecond(track)))];
}
