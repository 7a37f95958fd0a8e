#include "pictures.h"
#include <vips/vips.h>

// Its header wants ORC's.
void vips_vector_set_enabled(gboolean enabled);

int shim_vips_start(const char *name) {
  if (vips_init(name) != 0) return -1;
  vips_operation_block_set("VipsForeignLoad", TRUE);
  // No code is made at run time: the service is forbidden to (systemd.exec(5), MemoryDenyWriteExecute).
  vips_vector_set_enabled(FALSE);
  // Nothing is asked for twice, and a worker's memory is for others.
  vips_cache_set_max(0);
  return 0;
}

void shim_vips_allow(const char *loader) { vips_operation_block_set(loader, FALSE); }

const char *shim_vips_loader(const void *bytes, size_t size) { return vips_foreign_find_load_buffer(bytes, size); }

VipsImage *shim_vips_load(const void *bytes, size_t size) {
  return vips_image_new_from_buffer(bytes, size, "", "fail_on", VIPS_FAIL_ON_ERROR, NULL);
}

void shim_vips_free(VipsImage *picture) { g_object_unref(picture); }
int shim_vips_width(VipsImage *picture) { return vips_image_get_width(picture); }
int shim_vips_height(VipsImage *picture) { return vips_image_get_height(picture); }
int shim_vips_bands(VipsImage *picture) { return vips_image_get_bands(picture); }
int shim_vips_has_alpha(VipsImage *picture) { return vips_image_hasalpha(picture); }
int shim_vips_has_profile(VipsImage *picture) { return vips_image_get_typeof(picture, VIPS_META_ICC_NAME) != 0; }

enum shim_vips_colours shim_vips_colours(VipsImage *picture) {
  switch (vips_image_guess_interpretation(picture)) {
  case VIPS_INTERPRETATION_B_W:
  case VIPS_INTERPRETATION_GREY16: return SHIM_GREY;
  case VIPS_INTERPRETATION_sRGB:
  case VIPS_INTERPRETATION_RGB16:
  case VIPS_INTERPRETATION_RGB: return SHIM_RGB;
  case VIPS_INTERPRETATION_CMYK: return SHIM_CMYK;
  default: return SHIM_OTHER;
  }
}

VipsImage *shim_vips_apply_profile(VipsImage *picture) {
  VipsImage *out = NULL;
  return vips_icc_transform(picture, &out, "srgb", "embedded", TRUE, "intent", VIPS_INTENT_PERCEPTUAL, "depth", 8, NULL) == 0 ? out : NULL;
}

VipsImage *shim_vips_plain(VipsImage *picture) {
  VipsImage *out = NULL;
  VipsInterpretation space = shim_vips_colours(picture) == SHIM_GREY ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
  return vips_colourspace(picture, &out, space, NULL) == 0 ? out : NULL;
}

VipsImage *shim_vips_rgb_of_cmyk(VipsImage *picture) {
  VipsImage *step[6] = {NULL};
  VipsImage *out = NULL;
  if (vips_invert(picture, &step[0], NULL) == 0 && vips_extract_band(step[0], &step[1], 0, "n", 3, NULL) == 0 &&
      vips_extract_band(step[0], &step[2], 3, NULL) == 0 && vips_multiply(step[1], step[2], &step[3], NULL) == 0 &&
      vips_linear1(step[3], &step[4], 1.0 / 255, 0.5, NULL) == 0 && vips_cast(step[4], &step[5], VIPS_FORMAT_UCHAR, NULL) == 0)
    vips_copy(step[5], &out, "interpretation", VIPS_INTERPRETATION_sRGB, NULL);
  for (int index = 0; index < 6; index++) g_clear_object(&step[index]);
  return out;
}

VipsImage *shim_vips_tone(VipsImage *picture) {
  VipsImage *step[4] = {NULL};
  VipsImage *out = NULL;
  int failed = vips_image_get_coding(picture) == VIPS_CODING_RAD ? vips_rad2float(picture, &step[0], NULL) : vips_copy(picture, &step[0], NULL);
  if (failed == 0 && vips_pow_const1(step[0], &step[1], 1 / 2.2, NULL) == 0 && vips_linear1(step[1], &step[2], 255, 0, NULL) == 0 &&
      vips_cast(step[2], &step[3], VIPS_FORMAT_UCHAR, NULL) == 0)
    vips_copy(step[3], &out, "interpretation", VIPS_INTERPRETATION_sRGB, NULL);
  for (int index = 0; index < 4; index++) g_clear_object(&step[index]);
  return out;
}

VipsImage *shim_vips_with_alpha(VipsImage *picture) {
  VipsImage *colour = NULL, *out = NULL;
  if (vips_colourspace(picture, &colour, VIPS_INTERPRETATION_sRGB, NULL) != 0) return NULL;
  if (vips_image_hasalpha(colour)) return colour;
  vips_addalpha(colour, &out, NULL);
  g_object_unref(colour);
  return out;
}

VipsImage *shim_vips_scale(VipsImage *picture, int width, int height) {
  VipsImage *out = NULL;
  return vips_thumbnail_image(picture, &out, width, "height", height, "size", VIPS_SIZE_FORCE, "no_rotate", TRUE, NULL) == 0 ? out : NULL;
}

VipsImage *shim_vips_place(VipsImage *picture, int x, int y, int width, int height) {
  VipsImage *out = NULL;
  return vips_embed(picture, &out, x, y, width, height, "extend", VIPS_EXTEND_BLACK, NULL) == 0 ? out : NULL;
}

VipsImage *shim_vips_in_memory(VipsImage *picture) { return vips_image_copy_memory(picture); }

int shim_vips_write_png(VipsImage *picture, int descriptor) {
  VipsTarget *target = vips_target_new_to_descriptor(descriptor);
  if (target == NULL) return -1;
  int result = vips_pngsave_target(picture, target, "compression", 1, "filter", VIPS_FOREIGN_PNG_FILTER_SUB, "strip", TRUE, NULL);
  g_object_unref(target);
  return result;
}

const char *shim_vips_message(void) { return vips_error_buffer(); }
void shim_vips_forget_message(void) { vips_error_clear(); }
