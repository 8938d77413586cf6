/* synthetic_words.c - instructions in plain English, so that reports about the synthetic
 * dataset read like reports about a real one. The words are for people; an engine gets
 * vectors. */
#include "datasets/synthetic.h"

#include <string.h>

enum { CATEGORIES_N = 8, NOUNS_N = 4, INTENTS_N = 5, TEMPLATES_N = 6 };

static const char *const modifications[PIN_SYNTHETIC_MODIFICATIONS_MAX] = {
    "linen",   "walnut", "brass",   "terracotta", "velvet", "crimson",
    "sage",    "cream",  "striped", "quilted",    "woven",  "lacquered",
    "minimal", "rustic", "baroque", "coastal",
};

static const char *const categories[CATEGORIES_N] = {
    "beauty", "fashion", "food", "garden", "home", "jewellery", "travel", "wedding",
};

static const char *const nouns[CATEGORIES_N][NOUNS_N] = {
    {"vanity case", "hair clip", "nail design", "perfume bottle"},
    {"coat", "handbag", "dress", "pair of boots"},
    {"table setting", "serving bowl", "cake", "breakfast tray"},
    {"planter", "bench", "trellis", "path"},
    {"lamp", "sofa", "bookcase", "headboard"},
    {"bracelet", "ring", "brooch", "necklace"},
    {"suitcase", "cabin", "beach tent", "courtyard"},
    {"bouquet", "invitation", "arch", "veil"},
};

static const char *const intents[INTENTS_N] = {
    "complement", "context", "explore", "negation", "swap",
};

static const char *const skin_tones[] = {
    "LIGHTEST",
    "SECOND_LIGHTEST",
    "SECOND_DARKEST",
    "DARKEST",
};

/* $m is the modification, $n the noun. Two are short, one is long, one asks. */
static const char *const templates[INTENTS_N][TEMPLATES_N] = {
    {
        "$m $n to go with this",
        "Show a $m $n that completes the set in the picture",
        "What $m $n would look good next to the one shown here?",
        "matching $m $n",
        "I already own what is in this picture and now need a $m $n that suits it",
        "Find a $m $n that belongs together with this one",
    },
    {
        "$m $n for this setting",
        "Show a $m $n that fits the place in the picture",
        "Can you suggest a $m $n that would suit this scene?",
        "$m $n, same surroundings",
        "I know where it will stand, see the picture, so find a $m $n that fits in",
        "Find a $m $n that would not look out of place here",
    },
    {
        "more $m $n ideas",
        "Show me a $m $n with the same character as this",
        "Could you find a $m $n in the mood of this one?",
        "similar but $m $n",
        "I am looking for a $m $n that keeps the character of the one in this picture",
        "Find a $m $n in the spirit of the one shown",
    },
    {
        "not this, a $m $n",
        "Show the same kind of $n, but only a $m one",
        "Is there a $n like this that is $m instead?",
        "$m $n, nothing plain",
        "I like the shape in the picture but not how it is made: show a $m $n instead",
        "Leave out the look of this $n and find a $m one",
    },
    {
        "make it a $m $n",
        "Swap what is shown here for a $m $n",
        "How would this look as a $m $n?",
        "$m $n instead",
        "Please keep all that is good about this one as it is, but make it a $m $n",
        "Change this into a $m $n and keep its shape",
    },
};

static const char *const two_image_templates[TEMPLATES_N] = {
    "<img1> and <img2> as $m $n",
    "Show a $m $n that combines <img1> with the look of <img2>",
    "Which $m $n has the shape of <img1> and the feel of <img2>?",
    "$m $n from <img1> and <img2>",
    "I want a $m $n that has the shape of <img1> and in all else looks like <img2>",
    "Blend <img1> and <img2> into one $m $n",
};

static const char *noun_of(uint32_t subject)
{
    return nouns[subject % CATEGORIES_N][subject / CATEGORIES_N % NOUNS_N];
}

static enum pin_status put_word(struct pin_buffer *out, char letter,
                                const struct pin_synthetic_style *style,
                                struct pin_error *err)
{
    const uint32_t modification = style->modification % PIN_SYNTHETIC_MODIFICATIONS_MAX;
    return pin_buffer_text(
        out, letter == 'm' ? modifications[modification] : noun_of(style->subject), err);
}

enum pin_status pin_synthetic_instruction(struct pin_buffer *out,
                                          struct pin_synthetic_style style,
                                          struct pin_error *err)
{
    const uint32_t place = style.paraphrase % TEMPLATES_N;
    const char *rest = style.two_images ? two_image_templates[place]
                                        : templates[style.intent % INTENTS_N][place];
    for (const char *mark = strchr(rest, '$'); mark; mark = strchr(rest, '$')) {
        PIN_TRY(pin_buffer_put(out, rest, (size_t)(mark - rest), err));
        PIN_TRY(put_word(out, mark[1], &style, err));
        rest = mark + 2;
    }
    return pin_buffer_text(out, rest, err);
}

const char *pin_synthetic_length(struct pin_text instruction)
{
    uint32_t words_n = 1;
    for (size_t i = 0; i < instruction.length; i++) {
        words_n += instruction.bytes[i] == ' ';
    }
    return words_n <= 6 ? "short" : words_n <= 14 ? "medium" : "long";
}

const char *pin_synthetic_category(uint32_t subject)
{
    return categories[subject % CATEGORIES_N];
}

const char *pin_synthetic_intent(uint32_t draw)
{
    return intents[draw % INTENTS_N];
}

const char *pin_synthetic_skin_tone(uint32_t draw)
{
    return draw % 2 == 0 ? "UNKNOWN" : skin_tones[draw / 2 % 4];
}
