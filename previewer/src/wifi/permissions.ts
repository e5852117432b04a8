/** Permissions that the service asks for (platform behaviour §6). */
export const permissions = {
  GET_WIFI_INFO: 'ohos.permission.GET_WIFI_INFO',
  SET_WIFI_INFO: 'ohos.permission.SET_WIFI_INFO',
  MANAGE_WIFI_CONNECTION: 'ohos.permission.MANAGE_WIFI_CONNECTION',
  GET_WIFI_LOCAL_MAC: 'ohos.permission.GET_WIFI_LOCAL_MAC',
  GET_WIFI_PEERS_MAC: 'ohos.permission.GET_WIFI_PEERS_MAC',
  GET_WIFI_INFO_INTERNAL: 'ohos.permission.GET_WIFI_INFO_INTERNAL',
  LOCATION: 'ohos.permission.LOCATION',
  APPROXIMATELY_LOCATION: 'ohos.permission.APPROXIMATELY_LOCATION',
} as const;
